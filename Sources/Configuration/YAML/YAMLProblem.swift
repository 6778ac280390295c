import CYAML

/// libyaml's complaint in a sentence that says what was expected and what to do.
struct YAMLProblem {
  let kind: yaml_error_type_e
  let problem: String
  let context: String?
  let contextPlace: Place

  var sentence: String {
    switch kind {
    case YAML_MEMORY_ERROR: return "there is no memory to read it; try again"
    case YAML_READER_ERROR:
      return problem.contains("control characters")
        ? "expected text, found a control character; remove it"
        : "expected UTF-8, found bytes that are none; save the file as UTF-8"
    default: break
    }
    for (words, sentence) in Self.sentences where problem.contains(words) {
      return sentence + begun
    }
    let context = context.map { " \($0)" } ?? ""
    return "expected YAML, but \(problem)\(context); correct this place\(begun)"
  }

  /// Where that began which is not finished, if libyaml says so.
  private var begun: String {
    context == nil ? "" : " (inside what begins in line \(contextPlace.line))"
  }

  private static let sentences = [
    (
      "cannot start any token",
      "expected a key or a value, found a character that begins none; indent with spaces, not"
        + " tabs, and put quotes around text that begins with a sign"
    ),
    (
      "mapping values are not allowed",
      "expected one key and its value, found a second colon; start a new line, or put quotes"
        + " around text that has a colon in it"
    ),
    (
      "block sequence entries are not allowed",
      "expected a value, found a dash; begin the list in a line of its own"
    ),
    (
      "could not find expected ':'",
      "expected a colon and a space after the key; add them, or put the text on one line"
    ),
    (
      "did not find expected key",
      "expected a key as far right as its neighbours above; correct the spaces in front, or the"
        + " quotes and brackets above"
    ),
    (
      "did not find expected '-'",
      "expected a dash as far right as those above; correct the spaces in front"
    ),
    ("did not find expected ',' or ']'", "expected a comma or ] in a list in brackets; add it"),
    ("did not find expected ',' or '}'", "expected a comma or } in keys in braces; add it"),
    ("found unexpected end of stream", "expected the closing quote, found the end; add it"),
    (
      "found unexpected document indicator",
      "expected the closing quote, found --- or ...; add it"
    ),
    (
      "found unknown escape character",
      "expected an escape of YAML after the backslash; double the backslash, or use single quotes"
    ),
    (
      "did not find expected <document start>",
      "expected nothing more; put everything as far left as the first key"
    ),
    (
      "found a tab character",
      "expected spaces in front, found a tab; indent with spaces"
    ),
    ("found undefined tag handle", "expected no tag; remove the word with the ! in front"),
  ]
}
