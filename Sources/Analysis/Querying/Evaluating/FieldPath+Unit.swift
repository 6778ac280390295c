import Events

extension FieldPath {
  /// Whether a bare number under it counts milliseconds, by the last part of its name: as
  /// `Event.duration` takes it.
  var isInMilliseconds: Bool {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    return last == "duration" || last == "ms" || last.hasSuffix("_ms") || last.hasSuffix("Ms")
      || last.hasSuffix("_millis") || last.hasSuffix("_milliseconds")
  }
}
