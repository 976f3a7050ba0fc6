import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, digest } from "./evidence.js";

test("keys are sorted, nothing is between the tokens, Chinese stays Chinese", () => {
  assert.equal(canonical({ b: [1, null, true], a: { 名: "欧阳𬭎" } }), '{"a":{"名":"欧阳𬭎"},"b":[1,null,true]}');
});

test("control characters and quotes are escaped as in Python's json", () => {
  assert.equal(canonical('a"\\\n\u0001/'), String.raw`"a\"\\\n\u0001/"`);
});

test("the digest is the one that functions/usecases/evidence.py makes", async () => {
  // hashlib.sha256('{"a":"协议","b":1}'.encode()).hexdigest()
  assert.equal(await digest({ b: 1, a: "协议" }), "b8fc246ce6b07040890d4041e61b6244aa9dae29d3137e8e3ce92c69842692b2");
});

test("one changed character is another digest", async () => {
  assert.notEqual(await digest({ penalty: 5000 }), await digest({ penalty: 50000 }));
});
