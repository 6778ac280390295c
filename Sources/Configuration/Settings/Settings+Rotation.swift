import Events
package import Journal

extension Settings {
  /// When segments of the log are sealed: `rotation: {size: 128M, every: 1d}`.
  package var rotation: RotationLimits {
    var limits = RotationLimits(EventLog.Options())
    if case .integer(let size)? = self["rotation.size"] { limits.size = size }
    switch self["rotation.every"] {
    case .integer(let seconds): limits.age = .seconds(seconds)
    default: limits.age = nil
    }
    return limits
  }

  /// How often a head of the log is taken and written into it: `seal: {every: 1h}`; nil for never.
  package var sealing: Duration? {
    guard case .integer(let seconds)? = self["seal.every"] else { return nil }
    return .seconds(seconds)
  }
}
