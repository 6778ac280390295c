import Questions

/// A part of a page that rests on files of settings: where one cannot be read, the part says so in its
/// place, and the rest of the page stands.
struct Part<Content> {
  let content: Content?
  /// Why there is none, in a sentence.
  let notice: HTML?

  /// - Throws: what is wrong with anything but settings.
  init(_ make: () throws -> Content) throws {
    let made: Content
    do { made = try make() } catch {
      let said = QuestionError(error)
      guard said.isOfSettings else { throw error }
      content = nil
      notice = "<p class=\"notice bad\" role=\"alert\">\(said.message)</p>"
      return
    }
    (content, notice) = (made, nil)
  }
}

extension Part<HTML> {
  /// The part, or why it is not there.
  var html: HTML { content ?? notice ?? .nothing }
}
