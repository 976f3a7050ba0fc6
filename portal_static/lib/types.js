/**
 * What the API answers, as far as pages read it. Types only; nothing imports this file when it runs.
 *
 * @typedef {"student" | "employer" | "college" | "school" | "admin" | "operator"} Role
 * @typedef {{code: string, name: string}} Named
 * @typedef {object} Account
 * @property {string} name
 * @property {Role} role
 * @property {string} login
 * @property {string} language
 * @property {Named | null} school
 * @property {Named | null} college
 * @property {{id: string, name: string} | null} employer
 * @property {Record<string, any>} words of the school, by language, as the texts are nested
 *
 * @typedef {{csrf: string, account: Account | null, host: string, federation?: string | null}} Session
 *
 * @typedef {object} ArchiveReceiver
 * @property {string} receiver
 * @property {string} address
 * @property {string} postcode
 * @property {string} contact
 * @property {string} phone
 *
 * @typedef {object} Terms
 * @property {string} position
 * @property {string} job_category
 * @property {string} workplace
 * @property {number | null} monthly_pay
 * @property {number | null} trial_months
 * @property {number | null} trial_pay
 * @property {number | null} contract_years
 * @property {number | null} penalty
 * @property {string | null} report_by
 * @property {ArchiveReceiver | null} archive
 * @property {string} household_address
 * @property {boolean} release_for_study
 * @property {boolean} release_for_civil_service
 * @property {string} other
 *
 * @typedef {{field: string, before: unknown, after: unknown}} Difference
 * @typedef {{items: any[], cursor: string | null}} List
 */
export {};
