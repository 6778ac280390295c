import TLM

extension Timestamp {
  /// The instant of a text that is one.
  init(text: String) {
    guard let time = Timestamp(text) else { preconditionFailure("\(text) is no time") }
    self = time
  }
}
