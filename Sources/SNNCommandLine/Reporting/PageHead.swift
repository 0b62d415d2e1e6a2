/// What stands in the head of every page of HTML: that it needs nothing from elsewhere, which browsers
/// hold it to, and how it looks, light and dark, on screens and on paper.
package let pageHead = """
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
  style-src 'unsafe-inline'; img-src data:">
  <style>
  :root { color-scheme: light dark; --ink: #1c1e21; --soft: #5c6370; --paper: #fff; \
  --line: #d8dce2; --good: #00795a; --bad: #b3261e; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a0a7b4; \
  --paper: #16181c; --line: #3a3f47; --good: #4cc38a; \
  --bad: #ff8a80; } }
  body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); \
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; overflow-wrap: anywhere; } h2 { font-size: 1.15rem; margin-top: 2rem; }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
  th, td { text-align: right; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
  th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere; }
  .facts td { text-align: left; overflow-wrap: anywhere; }
  .facts td:first-child { color: var(--soft); white-space: nowrap; }
  .wide { overflow-x: auto; } .good { color: var(--good); } .bad { color: var(--bad); }
  pre { overflow-x: auto; font-size: .8rem; } small { color: var(--soft); }
  figure { margin: 1rem 0; break-inside: avoid; } svg { max-width: 100%; height: auto; }
  h2 { break-after: avoid; } tr { break-inside: avoid; }
  @media print { body { margin: 0; max-width: none; } pre { white-space: pre-wrap; } }
  </style>
  """
