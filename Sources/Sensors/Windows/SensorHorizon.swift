import Events

/// The longest window that can be asked for.
package struct SensorHorizon: Sendable {
  package let seconds: Int
  /// How wide buckets are that serve windows of more than an hour.
  let width_s: Int

  package static let hour = 3600
  package static let limit = SensorDefinition.longestWindow

  package init(seconds: Int) {
    self.seconds = min(max(seconds, Self.hour), Self.limit)
    width_s = (self.seconds + Self.hour - 1) / Self.hour
  }

  func bucket(of second: Int64) -> Int64 { second.flooredDivision(by: Int64(width_s)) }

  /// How many of the wider buckets a window of so many seconds covers.
  func buckets(of window: Int) -> Int64 { Int64((window + width_s - 1) / width_s) }
}
