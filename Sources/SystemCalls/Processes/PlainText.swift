/// Texts from elsewhere as one line that is safe on a terminal.
package enum PlainText {
  /// Without control characters; line ends and tabs become spaces.
  package static func line(_ text: String) -> String {
    var result = ""
    var isSpaced = true
    for scalar in text.unicodeScalars {
      let isSpace = scalar == "\n" || scalar == "\r" || scalar == "\t" || scalar == " "
      if isSpace {
        if !isSpaced { result.unicodeScalars.append(" ") }
        isSpaced = true
      } else if scalar.properties.generalCategory != .control,
        scalar.properties.generalCategory != .format
      {
        result.unicodeScalars.append(scalar)
        isSpaced = false
      }
    }
    if result.hasSuffix(" ") { result.removeLast() }
    return result
  }
}
