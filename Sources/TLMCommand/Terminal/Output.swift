import Documents
import SystemCalls
import TLM

/// Standard output of one command: data only. Words for people go to `Message`.
///
/// A reader that goes away (`| head`) is success: the process ends with 0.
final class Output {
  private var buffer: [UInt8] = []
  private let isLineBuffered: Bool

  /// - Parameter isLineBuffered: whether every line goes out at once, for whoever follows.
  init(isLineBuffered: Bool = false) { self.isLineBuffered = isLineBuffered }

  deinit { flush() }

  /// A line of text; the newline is added.
  func line(_ text: String = "") { line(Array(text.utf8)) }

  /// What people read: lines that go on in the next one where the terminal has no room for them.
  func show(_ lines: [String]) {
    let room = Terminal.output.width
    for text in lines { Prose.lines(of: text, in: room).forEach { line($0) } }
  }

  /// The same of one line.
  func show(_ text: String) { show([text]) }

  /// A line of bytes as they are; the newline is added.
  func line(_ bytes: [UInt8]) {
    buffer += bytes
    buffer.append(UInt8(ascii: "\n"))
    if isLineBuffered || buffer.count >= 1 << 16 { flush() }
  }

  /// Bytes as they are.
  func put(_ bytes: [UInt8]) {
    buffer += bytes
    if isLineBuffered || buffer.count >= 1 << 16 { flush() }
  }

  /// A document; a person sees it over several lines.
  func json(_ document: some Document) { json(document.json) }

  /// A document on one line of its own, for whoever follows.
  func line(_ document: some Document) { line(JSONWriter.text(of: document.json)) }

  /// A JSON document on one line, or over several where a person looks at it.
  func json(_ value: Value) {
    if Terminal.output.isTerminal {
      line(PrettyJSON.text(of: value))
    } else {
      line(JSONWriter.text(of: value))
    }
  }

  func flush() {
    do throws(SystemError) { try StandardStream.output.write(buffer) } catch {
      if error.number == ErrorNumber.brokenPipe {
        Pager.finish()
        OwnProcess.end(0)
      }
      Message.error("\(error.path): \(error.words)")
      OwnProcess.end(2)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Words for people: on standard error, never mixed with data.
enum Message {
  static func error(_ text: String) { put("tlm: \(text)\n") }

  static func note(_ text: String) { put("\(text)\n") }

  /// Says once that the index was damaged, where nothing else has said so.
  static func tellDamage() {
    if let damage = Store.takeDamage() { note("tlm: " + SafeText.of(damage)) }
  }

  static func put(_ text: String) {
    // Where nobody listens, there is nobody to tell.
    try? StandardStream.error.write(Array(text.utf8))
  }
}
