import Events
import Testing

@testable import Dashboard

@Suite struct FrameTests {
  @Test func `Every page has an address of its own and says what is there`() {
    let addresses = PageCatalog.all.map { ($0.isChange ? "POST " : "GET ") + $0.path }

    #expect(Set(addresses).count == addresses.count)
    #expect(PageCatalog.all.allSatisfy { $0.about.hasSuffix(".") })
  }

  @Test func `A page loads nothing but its two files, and runs nothing that stands in it`() {
    let content = PageContent("<x>", in: "Runs", "<p>a</p>")

    let text = Frame.document(content, store: "<y>", now: Timestamp(wholeSecond: 0)).text

    #expect(text.matches(of: /<script/).count == 1)
    #expect(!text.contains("<x>") && !text.contains("<y>") && !text.contains("http"))
    #expect(text.contains("aria-current=\"page\">Runs"))
  }

  @Test func `The two files ask nobody outside`() {
    for asset in Assets.all {
      let text = String(decoding: asset.bytes, as: UTF8.self)
      #expect(!text.contains("//") || !text.contains("http"), "\(asset.name)")
      #expect(!text.contains("@import") && !text.contains("url("))
    }
  }
}
