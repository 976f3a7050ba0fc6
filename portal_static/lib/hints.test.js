import assert from "node:assert/strict";
import { test } from "node:test";
import { hints } from "./hints.js";

const TERMS = /** @type {import("./types.js").Terms} */ ({
  monthly_pay: 10000,
  trial_months: 2,
  trial_pay: 8000,
  contract_years: 2,
  release_for_study: true,
  release_for_civil_service: true,
});

/** @type {Record<string, [Partial<import("./types.js").Terms>, string[]]>} */
const CASES = {
  "fair terms give no hint": [{}, []],
  "three months of trial in two years are one too many": [{ trial_months: 3 }, ["trial_too_long"]],
  "six months of trial in three years are allowed": [{ trial_months: 6, contract_years: 3 }, []],
  "seven months of trial never are": [{ trial_months: 7, contract_years: 5 }, ["trial_too_long"]],
  "six months of trial without an agreed end are allowed": [{ trial_months: 6, contract_years: null }, []],
  "trial pay of exactly 80 % is allowed": [{ trial_pay: 8000 }, []],
  "trial pay one yuan below is not": [{ trial_pay: 7999 }, ["trial_pay_too_low"]],
  "no trial pay is no low trial pay": [{ trial_pay: null }, []],
  "a missing pay is worth a question": [{ monthly_pay: null }, ["no_pay"]],
  "a missing release for study is named": [{ release_for_study: false }, ["no_release_for_study"]],
  "a missing release for the civil service is named": [
    { release_for_civil_service: false },
    ["no_release_for_civil_service"],
  ],
};

for (const [sentence, [change, codes]] of Object.entries(CASES)) {
  test(sentence, () => {
    assert.deepEqual(
      hints({ ...TERMS, ...change }, []).map(({ code }) => code),
      codes,
    );
  });
}

test("the school's flags are hints too", () => {
  assert.deepEqual(
    hints(TERMS, ["archive_mismatch"]).map(({ code }) => code),
    ["archive_mismatch"],
  );
});
