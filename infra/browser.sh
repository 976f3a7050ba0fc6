#!/usr/bin/env bash
# From Debian's packages: Chromium for the browser tests and the pictures and a font with Chinese for its pages; with
# `pango` as an argument the library with which the benchmark's peer WeasyPrint sets text.
# For the tests also PDFBox's preflight, which checks the PDF/A of the form; where it is missing, they leave that out.
# On other systems install them by hand: a browser of infra/chromium.py on the PATH, and any font that has Chinese.
set -euo pipefail

missing=()
command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium)
[[ -n $(fc-list :lang=zh-cn 2>/dev/null) ]] || missing+=(fontconfig fonts-noto-cjk)
[[ ${1:-} != pango ]] || ldconfig -p | grep -q libpangoft2-1.0 || missing+=(libpango-1.0-0 libpangoft2-1.0-0)
validator=(libpdfbox2-java libactivation-java libjaxb-api-java)
[[ ! -e /usr/share/java/preflight.jar ]] || validator=()
command -v java >/dev/null || validator+=(default-jre-headless)
((${#missing[@]} + ${#validator[@]})) || exit 0

if ! command -v apt-get >/dev/null || [[ $EUID -ne 0 ]]; then
  ((${#missing[@]})) || exit 0
  echo "Missing: ${missing[*]}. Only root on Debian gets them by itself: install them, then call again." >&2
  exit 1
fi
echo "Installing ${missing[*]} ${validator[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
((!${#missing[@]})) || apt-get install -qq --yes --no-install-recommends "${missing[@]}" >/dev/null
((!${#validator[@]})) || apt-get install -qq --yes --no-install-recommends "${validator[@]}" >/dev/null ||
  echo "No validator for PDF/A: the tests go without." >&2
