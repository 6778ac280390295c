/// A whole document in HTML: one file that needs nothing else, no script, no network.
package struct HTMLDocument: Sendable {
  /// What it is about, in the tab and at the top.
  package let title: String
  /// When it was made and of what, below the title.
  package let about: String
  /// Its parts as HTML, from the top.
  package let parts: [String]

  /// - Parameters:
  ///   - title: text.
  ///   - about: text.
  ///   - parts: HTML, as `HTMLPage` makes it.
  package init(title: String, about: String, parts: [String]) {
    self.title = title
    self.about = about
    self.parts = parts
  }

  /// All of it.
  package var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(HTMLText.escaped(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <header><h1>\(HTMLText.escaped(title))</h1>
    <p class="muted">\(HTMLText.escaped(about))</p></header>
    <main>
    \(parts.joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
  }

  private static let style = """
    :root { color-scheme: light dark; --paper: #fff; --text: #1c1f23; --muted: #656d76;
      --line: #d8dee4; --ground: #eaeef2; --ink: #2166ac; --good: #1a7f37; --bad: #c0282d;
      --mark: #9a6700; }
    @media (prefers-color-scheme: dark) { :root { --paper: #0f1317; --text: #dfe5ea;
      --muted: #8d97a1; --line: #2b333b; --ground: #222a32; --ink: #6cb0f2; --good: #4fc26b;
      --bad: #ff7b72; --mark: #e3b341; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
      color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
    h1 { font-size: 1.6rem; margin: 0; }
    h2 { font-size: 1.25rem; margin: 2.2rem 0 .4rem; padding-bottom: .25rem;
      border-bottom: 1px solid var(--line); }
    h3 { font-size: 1rem; margin: 1.3rem 0 .3rem; }
    p { margin: .35rem 0; overflow-wrap: anywhere; }
    .table { overflow-x: auto; margin: .4rem 0 .6rem; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th { color: var(--muted); font-weight: 500; text-align: left; white-space: nowrap; }
    th, td { padding: .22rem .9rem .22rem 0; border-bottom: 1px solid var(--line);
      vertical-align: middle; }
    td { max-width: 28rem; overflow-wrap: break-word; }
    td:not(.number) { min-width: 4rem; } td:first-child { min-width: 8rem; }
    .number { text-align: right; white-space: nowrap; }
    td[data-nothing], .muted { color: var(--muted); }
    .strong { font-weight: 600; }
    .highlighted, .doubtful { color: var(--mark); font-weight: 600; }
    .good { color: var(--good); } .bad { color: var(--bad); }
    svg { display: inline-block; vertical-align: middle; }
    svg.bar { width: 9rem; height: .6rem; border-radius: 2px; }
    .ground { fill: var(--ground); } .ink { fill: var(--ink); }
    rect.part { opacity: .4; }
    @media (max-width: 40rem) { body { font-size: 14px; padding: 1rem .7rem 3rem; }
      svg.bar { width: 5rem; } th, td { padding-right: .6rem; } }
    @media print { :root { color-scheme: light; --paper: #fff; --text: #000; --muted: #555;
      --line: #ccc; --ground: #e6e6e6; --ink: #2166ac; --good: #1a7f37; --bad: #b0171f;
      --mark: #7a5200; } body { max-width: none; padding: 0; font-size: 10.5pt; }
      .table { overflow: visible; } tr, h2, h3 { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      svg rect { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
    """
}
