import TLM

/// What is said of events that no window of time can have.
enum UntimelyNote {
  static func text(_ count: Int) -> String {
    let (events, them) = count == 1 ? ("event has", "it") : ("events have", "them")
    return
      "tlm: \(Numbers.grouped(count)) \(events) a time that nobody can read; --since and --until "
      + "leave \(them) out"
  }
}
