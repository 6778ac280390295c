import Testing

@testable import Dashboard

@Suite struct HTMLTests {
  @Test func `What is put between literals is text, whatever it is`() {
    let hostile = "<script>\"'&"

    let html: HTML = "<p title=\"\(hostile)\">\(hostile)</p>"

    let escaped = "&lt;script&gt;&quot;&#39;&amp;"
    #expect(html.text == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test func `A piece of HTML stays one within another`() {
    let inner: HTML = "<b>\("a<b")</b>"

    let outer: HTML = "<p>\(inner)\([inner, inner])</p>"

    #expect(outer.text == "<p><b>a&lt;b</b><b>a&lt;b</b><b>a&lt;b</b></p>")
  }

  @Test func `Lines stay lines, and nothing in them is obeyed`() {
    #expect(HTML.lines("a<\n\u{1b}[1m").text == "a&lt;\n\\x1b[1m")
  }

  @Test func `An address keeps what is in its words apart from itself`() {
    let address = Address("run", "../a b?c=d&e#f", query: [.init("q", "1&2=3"), .init("none", "")])

    #expect(address.text == "/run/..%2Fa%20b%3Fc%3Dd%26e%23f?q=1%262%3D3")
    #expect(Address().text == "/")
  }
}
