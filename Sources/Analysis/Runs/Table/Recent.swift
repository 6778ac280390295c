/// A few values by their keys: where there are more, the one that nobody has asked for longest goes.
package struct Recent<Key: Equatable & Sendable, Value: Sendable>: Sendable {
  /// Those that were asked for last stand at the end.
  private var values: [(key: Key, value: Value)] = []
  private let most: Int

  /// - Parameter most: how many there are at most.
  package init(most: Int) { self.most = most }

  /// The value of a key, made where there is none.
  package mutating func value(
    of key: Key, _ make: () throws -> Value
  ) rethrows -> Value {
    let place = values.firstIndex { $0.key == key }
    let value = try place.map { values.remove(at: $0).value } ?? make()
    if values.count >= most { values.removeFirst() }
    values.append((key, value))
    return value
  }
}
