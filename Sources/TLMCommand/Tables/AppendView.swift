import TLM

/// What became of a conditional append, for people.
enum AppendView {
  static func text(of receipt: AppendCondition.Receipt) -> String {
    if receipt.isRepeat {
      return "appended before under this key, at \(receipt.position); nothing was written"
        + (receipt.hasSameContent ? "" : ", although this event says something else")
    }
    let lines = Numbers.count(receipt.lines, "line")
    let revision = receipt.revision.map { ", revision \($0)" } ?? ""
    return "appended \(lines) at \(receipt.position)\(revision)"
  }
}
