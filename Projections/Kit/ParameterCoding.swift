/// Parameters of projections as people set them: each is encoded also where it is nil, so that its
/// name can be seen, and may be left out where it is read.
extension KeyedDecodingContainer {
  /// A text that is not empty; nil where the parameter is null or left out.
  ///
  /// - Throws: `DecodingError.dataCorrupted`, in words for the person who set the parameter.
  func text(_ key: Key) throws -> String? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    // Whatever else it is, the message has to say what it should have been.
    let text = try? decode(String.self, forKey: key)
    guard let text, !text.isEmpty else {
      throw wrong(key, "\(key.stringValue) must be a text that is not empty, or null")
    }
    return text
  }

  /// One of a few words; nil where the parameter is left out.
  ///
  /// - Throws: as `text`; the message lists the words.
  func word<Word: RawRepresentable & CaseIterable>(
    _ key: Key, _ type: Word.Type
  ) throws -> Word? where Word.RawValue == String {
    guard contains(key) else { return nil }
    let text = try? decode(String.self, forKey: key)
    guard let word = text.flatMap(Word.init(rawValue:)) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      let found = text.map { ", not \($0)" } ?? ""
      throw wrong(key, "\(key.stringValue) must be one of \(words)\(found)")
    }
    return word
  }

  private func wrong(_ key: Key, _ message: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath + [key], debugDescription: message))
  }
}
