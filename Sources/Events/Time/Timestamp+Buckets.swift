extension Timestamp {
  /// The beginning of the hour that it lies in, by UTC: what to count by hours under.
  ///
  /// ```swift
  /// On("build_finished") { event, state in
  ///   if let hour = event.time?.startOfHour { state.builds[hour, default: 0] += 1 }
  /// }
  /// ```
  public var startOfHour: Timestamp { start(of: 3600) }

  /// The beginning of the day that it lies in, by UTC: what to count by days under.
  public var startOfDay: Timestamp { start(of: 86_400) }

  /// The earliest time of all where it would begin before that.
  private func start(of seconds: Int64) -> Timestamp {
    let start = wholeSecond.flooredDivision(by: seconds) * seconds
    return Timestamp(wholeSecond: start)
  }
}
