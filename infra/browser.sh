#!/usr/bin/env bash
# From Debian's packages: Chromium without windows, which takes a third less of the processor, for the browser tests and
# the pictures, and a font with Chinese for its pages; with `pango` as an argument the library with which the benchmark's
# peer WeasyPrint sets text.
# For the tests also PDFBox's preflight, which checks the PDF/A of the form, and Firefox and WebKit, in which the vectors
# are read; where one of them is missing, the tests leave that out.
# On other systems install them by hand: a browser of infra/chromium.py on the PATH, and any font that has Chinese.
set -euo pipefail

has() { command -v "$@" >/dev/null; }

needed() {
  has chromium-headless-shell chromium chromium-browser google-chrome || echo chromium-headless-shell
  [[ -n $(fc-list :lang=zh-cn 2>/dev/null) ]] || echo fontconfig fonts-noto-cjk
  [[ ${1:-} != pango ]] || ldconfig -p | grep -q libpangoft2-1.0 || echo libpango-1.0-0 libpangoft2-1.0-0
}

validator() {
  [[ -e /usr/share/java/preflight.jar ]] || echo libpdfbox2-java libactivation-java libjaxb-api-java
  has java || echo default-jre-headless
}

# A Chromium with windows will do, but slowly. Of WebKitGTK the driver and the MiniBrowser, with a screen for it that
# nobody sees.
engines() {
  has chromium-headless-shell || echo chromium-headless-shell
  has firefox-esr firefox || echo firefox-esr
  has WebKitWebDriver || echo webkit2gtk-driver
  has Xvfb || echo xvfb
}

get() { apt-get install -qq --yes --no-install-recommends "$@" >/dev/null; }

read -ra missing < <(needed "$@" | xargs)
read -ra checks < <(validator | xargs)
read -ra browsers < <(engines | xargs)
((${#missing[@]} + ${#checks[@]} + ${#browsers[@]})) || exit 0

if ! has apt-get || [[ $EUID -ne 0 ]]; then
  ((${#missing[@]})) || exit 0
  echo "Missing: ${missing[*]}. Only root on Debian gets them by itself: install them, then call again." >&2
  exit 1
fi
echo "Installing ${missing[*]} ${checks[*]} ${browsers[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
((!${#missing[@]})) || get "${missing[@]}"
((!${#checks[@]})) || get "${checks[@]}" || echo "No validator for PDF/A: the tests go without." >&2
((!${#browsers[@]})) || get "${browsers[@]}" || echo "A browser is missing: the tests go without." >&2
