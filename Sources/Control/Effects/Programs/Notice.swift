import Events
import SystemCalls

/// Showing a notice on the desktop by the system's own program for it.
enum Notice {
  static func program(_ text: String, _ timeout: Nanoseconds) -> EffectProgram? {
    #if os(Linux)
      // The summary is plain text everywhere, a body need not be.
      let words = ["notify-send", "--app-name=tlm", "--", text]
    #elseif os(macOS)
      // The text is an argument of the script, never a part of it.
      let words = [
        "osascript", "-e", "on run words", "-e",
        "display notification (item 1 of words) with title \"tlm\"", "-e", "end run", "--", text,
      ]
    #else
      return nil
    #endif
    return EffectProgram(
      program: Program(words, timeout: timeout.duration),
      ending: { end in
        // Without a desktop it was told by the loop's status alone.
        if case .notStarted(let number) = end.cause, SystemError.isMissing(number) { return .done }
        var ending = end.ending(words[0], timeout)
        ending.exitCode = nil
        return ending
      })
  }
}
