package import TLM

/// What a page answers.
package enum PageAnswer: Sendable {
  /// A document in the frame of all pages.
  case page(PageContent)
  /// It was done: what there is to see is elsewhere.
  case see(Address)
  /// A document for the page's script.
  case json(Value)
  /// A file to keep.
  case file([UInt8], type: String, name: String)
  /// The same, made while it is taken.
  case parts(Parts, type: String, name: String)

  /// Writes a file part by part.
  package typealias Parts =
    @Sendable (_ write: @Sendable ([UInt8]) async throws -> Void) async throws -> Void
}

/// What stands on a page.
package struct PageContent: Sendable {
  package let title: String
  package let body: HTML
  package var status = 200
  /// Which link of the navigation it belongs to.
  package var section: String
  /// What a script listens to, to bring the page up to date; nil where it stays as it is.
  package var stream: Address?

  init(
    _ title: String, in section: String, status: Int = 200,
    live stream: Address? = Address("v1", "events", "stream"), _ body: HTML
  ) {
    (self.title, self.section, self.status) = (title, section, status)
    (self.stream, self.body) = (stream, body)
  }
}

/// Why a page cannot be made, in one sentence for whoever asked.
package struct PageError: Error, CustomStringConvertible {
  package let status: Int
  package let message: String

  package init(_ status: Int, _ message: String) { (self.status, self.message) = (status, message) }

  package var description: String { message }
}
