package import TLM

/// What is around every page: its head, the links to the others, and where all of it comes from.
package enum Frame {
  /// The links, with the key that follows `g`.
  static let links: [(name: String, address: Address, key: String)] = [
    ("Overview", Address(), "o"), ("Runs", Address("runs"), "r"),
    ("Events", Address("events"), "e"), ("Traces", Address("traces"), "t"),
    ("Sessions", Address("sessions"), "s"), ("Issues", Address("issues"), "i"),
    ("Sensors", Address("sensors"), "m"), ("Projections", Address("projections"), "p"),
  ]

  /// A link that only a store of several machines has.
  private static let machines: [(name: String, address: Address, key: String)] = [
    ("Machines", Address("machines"), "h")
  ]

  /// A whole document.
  ///
  /// - Parameter machines: those whose events are in the store, where a relay pulled those of several.
  package static func document(
    _ page: PageContent, store: String, now: Timestamp, machines: [String] = []
  ) -> HTML {
    let links = Self.links + (machines.isEmpty ? [] : Self.machines)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(page.title) – tlm</title>
      <link rel="icon" href="data:,">
      <link rel="stylesheet" href="\(Assets.style.address.text)">
      <script src="\(Assets.script.address.text)" defer></script>
      </head>
      <body data-stream="\(page.stream?.text ?? "")">
      <a class="skip" href="#main">Skip to the content</a>
      <header class="top">
      <a class="brand" href="/">tlm</a>
      <nav aria-label="Pages"><ul>
      \(links.map { link($0.name, $0.address, $0.key, isHere: $0.name == page.section) })
      </ul></nav>\(ChosenMachine.form(machines))
      <p class="live" role="status" hidden></p>
      </header>
      <main id="main" tabindex="-1">
      <h1>\(page.title)</h1>
      \(page.body)
      </main>
      <footer><p>\(store) · as of \(Words.moment(now)) \(Words.zone(at: now))
      <span class="keys" hidden>· <button type="button" class="link" data-help>keys</button></span></p></footer>
      </body>
      </html>

      """
  }

  private static func link(
    _ name: String, _ address: Address, _ key: String, isHere: Bool
  ) -> HTML {
    let here: HTML = isHere ? " aria-current=\"page\"" : ""
    return "<li><a href=\"\(address.text)\" data-key=\"\(key)\"\(here)>\(name)</a></li>\n"
  }

  /// What somebody sees who may not: how to be let in.
  package static func refusal(now: Timestamp) -> HTML {
    let body: HTML = """
      <p>This page shows a store of yours, and takes the server's token. <code>tlm serve</code> printed \
      an address with it, and <code>tlm serve status --json</code> names the file that it is in.</p>
      <form method="get" class="filter"><label>Token
      <input type="password" name="token" required autocomplete="off"></label>
      <button>Open</button></form>
      """
    return document(
      PageContent("Not open to everybody", in: "", status: 401, live: nil, body),
      store: "tlm serve", now: now)
  }

  /// A page that could not be made.
  package static func failure(_ status: Int, _ message: String) -> PageContent {
    let titles = [
      400: "Not understood", 403: "Not allowed", 404: "Not there", 405: "Not to be asked so",
      409: "Changed meanwhile", 413: "Too large", 503: "Away",
    ]
    return PageContent(
      titles[status] ?? "Something went wrong", in: "", status: status, live: nil,
      "<p class=\"notice bad\" role=\"alert\">\(message)</p>")
  }
}
