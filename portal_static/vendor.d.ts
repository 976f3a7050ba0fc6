/** What infra/site.py copies from node_modules into /vendor. */
declare module "*/vendor/lit-html/lit-html.js" {
  export * from "lit-html";
}
