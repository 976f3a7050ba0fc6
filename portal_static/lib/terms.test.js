import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./terms.js";

/** @param {Record<string, string>} typed */
function form(typed) {
  const values = new FormData();
  for (const [name, value] of Object.entries(typed)) values.set(name, value);
  return values;
}

test("an archive of blanks is no archive", () => {
  assert.equal(read(form({ "archive.receiver": "  " })).archive, null);
});

test("one line of the archive makes it an archive, and the API judges the rest", () => {
  assert.deepEqual(read(form({ "archive.phone": "0551-63602114" })).archive, {
    receiver: "",
    address: "",
    postcode: "",
    contact: "",
    phone: "0551-63602114",
  });
});

test("numbers go as they were typed, an empty one as nothing", () => {
  const terms = read(form({ monthly_pay: "１５０００", penalty: "" }));
  assert.deepEqual([terms.monthly_pay, terms.penalty], ["１５０００", null]);
});

test("a box that is not ticked is no", () => {
  const terms = read(form({ release_for_study: "yes" }));
  assert.deepEqual([terms.release_for_study, terms.release_for_civil_service], [true, false]);
});
