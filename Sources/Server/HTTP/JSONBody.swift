package import Events
import Lines

/// JSON as it comes in bodies and files: over several lines, too, which no line of a log is.
package enum JSONBody {
  /// Nil for what is no JSON.
  package static func value(of bytes: [UInt8]) -> Value? {
    // A newline stands between values only; inside of a text there is none.
    Value(json: bytes.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 })
  }
}
