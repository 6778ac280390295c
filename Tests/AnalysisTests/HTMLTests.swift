import Analysis
import TLM
import Testing

@Suite struct HTMLTests {
  private let page = HTMLPage { value in
    switch value {
    case .text(let text): text
    default: "\(value)"
    }
  }

  @Test(
    arguments: [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='x", "&lt;b&gt;",
      "\u{1b}[31mred", "a\u{202e}b", "</style><style>*{}", "\u{0}", "]]>", "javascript:x",
    ])
  func `what is in a log is text and nothing else`(hostile: String) {
    var report = ReportPage()
    report.add(heading: hostile, .line("\(hostile, .bad)"))
    report.add(
      .table(
        ReportPage.Table(of: [hostile], .text(hostile) { $0 }, .text("two") { _ in nil })))
    let document = HTMLDocument(
      title: hostile, about: hostile, parts: [page.part(of: report, title: hostile)])

    let plain = HTMLDocument(title: "", about: "", parts: [page.part(of: plain(report), title: "")])
    #expect(tags(in: document.text) == tags(in: plain.text))
    #expect(!document.text.unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202e}" })
  }

  /// The same page with nothing in it.
  private func plain(_ report: ReportPage) -> ReportPage {
    var page = ReportPage()
    page.add(heading: "", .line("\("", .bad)"))
    page.add(.table(ReportPage.Table(of: [""], .text("") { $0 }, .text("two") { _ in nil })))
    return page
  }

  private func tags(in text: String) -> [String] {
    text.matches(of: /<[^>]*>/).map { String($0.output) }
  }

  @Test func `a picture of strange numbers is a picture`() {
    let numbers: [Double?] = [.nan, .infinity, -1, nil, 1e308, 0]
    let html = page.inline(ReportPage.Text(.sparkline(numbers, top: 1, partial: [5, 99])))

    #expect(html.hasPrefix("<svg") && html.hasSuffix("</svg>") && !html.contains("nan"))
    #expect(page.inline(ReportPage.Text(.bar(.nan))).contains("<rect"))
  }

  @Test func `a document needs nothing but itself`() {
    let text = HTMLDocument(title: "t", about: "a", parts: []).text

    #expect(text.contains("default-src 'none'"))
    for word in ["<script", "http://", "https://", "src=", "href=", "@import", "url("] {
      #expect(!text.contains(word))
    }
  }
}
