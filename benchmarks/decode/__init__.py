"""How often a damaged print of our code is read: our scanner beside plain zxing-wasm, jsQR and qr, on the same images.

Run alone with ``python -m benchmarks.decode``. Each image is drawn from the seed of its row and number, so a second
run reads the same pixels. Ours must read at least what plain zxing-wasm reads, in every row, and at least 95 % under a
red seal (issue 3, section 4); the other two are shown.
"""
