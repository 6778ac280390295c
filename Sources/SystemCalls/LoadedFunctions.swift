/// Where in a library that is loaded when it is needed stands what is called of it, by names.
package struct LoadedFunctions: Sendable {
  private let addresses: [String: Int]

  /// Nil where there is no library, or it has not all of them.
  package init?(_ names: [String], of library: LoadedLibrary?) {
    guard let library else { return nil }
    var addresses: [String: Int] = [:]
    for name in names {
      guard let address = unsafe library.symbol(name) else { return nil }
      addresses[name] = Int(bitPattern: address)
    }
    self.addresses = addresses
  }

  /// Where a function stands; nil for a name that was not asked for.
  package subscript(name: String) -> UnsafeMutableRawPointer? {
    unsafe UnsafeMutableRawPointer(bitPattern: addresses[name] ?? 0)
  }
}
