extension Event {
  /// The share of the events of its name that was kept, this one among them: it stands for one divided
  /// by that. Nil where the line does not say; also where it says what is no share (above 0, at most 1),
  /// which counts as unreadable. Looked for at the top level only.
  @inlinable
  public var sampleRate: Double? { contains(.sampleRate) ? readSampleRate : nil }

  @inline(never) @usableFromInline
  var readSampleRate: Double? {
    guard let field = field(.sampleRate) else { return nil }
    let view = view(of: field)
    if let share = view.share { return share }
    noteUnreadable(view)
    return nil
  }
}

extension JSONView {
  /// A number above 0 that is at most 1; below a thousand-millionth nobody samples.
  var share: Double? {
    guard let number = double, (1e-9...1).contains(number) else { return nil }
    return number
  }
}
