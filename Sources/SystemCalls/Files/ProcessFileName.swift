/// Names of files that belong to one process each, and are removed once it is dead.
package enum ProcessFileName {
  /// One that no other file has.
  package static func fresh() -> String {
    "\(OwnProcess.number)-\(String(UInt64.random(in: 0 ... .max), radix: 16))"
  }

  /// Whether a name is such a one: any other file is nobody's to remove.
  package static func isOne(_ name: String) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && Int32(parts[0]) != nil && UInt64(parts[1], radix: 16) != nil
  }
}
