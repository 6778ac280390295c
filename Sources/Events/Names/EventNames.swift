import Synchronization

/// The names of events seen in this process.
///
/// Every parser of the process asks here, once for each name it meets, so one lock is enough.
final class EventNames: Sendable {
  static let shared = EventNames()

  private struct Table: Sendable {
    /// By label: texts that Unicode calls equivalent are different names, else the one that a
    /// thread happened to see first would stand for both.
    var numbers: [Label: UInt32] = [:]
    /// Name n is number n + 1.
    var names: [String] = []
  }
  private let table = Mutex(Table())

  func number(of name: String) -> Event.Name {
    table.withLock { table in
      if let number = table.numbers[Label(name)] { return Event.Name(rawValue: number) }
      guard table.names.count + 1 < Int(Event.Name.overflow.rawValue) else { return .overflow }
      table.names.append(name)
      let number = UInt32(table.names.count)
      table.numbers[Label(name)] = number
      return Event.Name(rawValue: number)
    }
  }

  func name(of number: Event.Name) -> String {
    table.withLock { table in
      let index = Int(number.rawValue) - 1
      return table.names.indices.contains(index) ? table.names[index] : ""
    }
  }
}
