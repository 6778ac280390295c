package import TLM

/// One page: where it is, who may ask for it, and what answers. Each is a file in Pages and a line of
/// their catalog.
package struct DashboardPage: Sendable {
  /// As routes have it: `/runs/{id}`.
  package let path: String
  /// Whether it takes what a form sends, and changes something.
  package let isChange: Bool
  /// One sentence of what is there.
  package let about: String
  package let answer: @Sendable (PageRequest, Store) throws -> PageAnswer

  /// A page to look at.
  init(
    _ path: String, _ about: String,
    answer: @escaping @Sendable (PageRequest, Store) throws -> PageAnswer
  ) {
    (self.path, self.about, self.isChange, self.answer) = (path, about, false, answer)
  }

  /// What takes a form.
  init(
    changing path: String, _ about: String,
    answer: @escaping @Sendable (PageRequest, Store) throws -> PageAnswer
  ) {
    (self.path, self.about, self.isChange, self.answer) = (path, about, true, answer)
  }
}
