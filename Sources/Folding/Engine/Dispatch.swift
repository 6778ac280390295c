import Events

/// Which steps an event meets, found by the number of its name.
///
/// Each name that a handler names has a list of steps of its own, and the lists count their events,
/// so that one increment an event tells how many each projection matched.
struct Dispatch: Sendable {
  /// A step and the place of its projection.
  struct Entry: Sendable {
    let projection: Int
    let step: Step
    /// Whether an event is wanted that came so far; nil: each is.
    let isWanted: (@Sendable (borrowing Event) -> Bool)?
  }

  /// The steps of all lists, one list after the other.
  private(set) var entries: [Entry] = []
  /// Which entries make up each list. List 0 is for events that no handler names.
  private(set) var lists: [Range<Int>] = []
  /// Whether the name of a list is one that only tlm itself may give to an event.
  private(set) var isReserved: [Bool] = []
  /// Events by list.
  private(set) var hits: [Int] = []
  /// By projection: events of its lists that it did not want.
  private var misses: [Int] = []
  /// The keys of which an event of a list must have one to be wanted; nil where it may have none.
  private(set) var needs: [Event.Keys?] = []
  /// The list of each name by its number; 0 beyond the end.
  private var listOfName: [Int32] = []
  /// The lists of names that have no number of their own.
  private var listOfText: [String: Int] = [:]

  /// A table for projections, each with its place among all of a fold.
  init(_ registrations: [(place: Int, registration: any Registration)] = []) {
    misses = Array(repeating: 0, count: (registrations.map(\.place).max() ?? -1) + 1)
    add(list: nil, of: registrations)
    for name in Set(registrations.flatMap(\.registration.names)).sorted() {
      let id = Event.Name(name)
      if id == .overflow {
        listOfText[name] = lists.count
      } else {
        let number = Int(id.rawValue)
        if listOfName.count <= number {
          listOfName += Array(repeating: 0, count: number + 1 - listOfName.count)
        }
        listOfName[number] = Int32(lists.count)
      }
      add(list: name, of: registrations)
    }
  }

  /// How many events met a step of the projection at this place.
  func matched(by projection: Int) -> Int {
    zip(lists, hits).reduce(-misses(of: projection)) { sum, list in
      entries[list.0].contains { $0.projection == projection } ? sum + list.1 : sum
    }
  }

  /// The list of an event's name. Names without a number have to be looked up by text.
  func list(of name: Event.Name) -> Int {
    let number = Int(name.rawValue)
    return number < listOfName.count ? Int(listOfName[number]) : 0
  }

  /// The list of an event whose name has no number of its own.
  func list(ofUnnumbered name: String?) -> Int { name.flatMap { listOfText[$0] } ?? 0 }

  /// Whether any name that is wanted has no number.
  var wantsUnnumbered: Bool { !listOfText.isEmpty }

  mutating func count(_ list: Int) { hits[list] += 1 }

  /// A projection did not want an event of a list that it stands in.
  mutating func miss(_ projection: Int) { misses[projection] += 1 }

  private func misses(of projection: Int) -> Int {
    projection < misses.count ? misses[projection] : 0
  }

  private mutating func add(
    list name: String?, of registrations: [(place: Int, registration: any Registration)]
  ) {
    let start = entries.count
    var needed: [CorrelationKey]? = []
    for (place, registration) in registrations {
      guard let step = registration.step(for: name) else { continue }
      var isWanted: (@Sendable (borrowing Event) -> Bool)?
      if let key = registration.key(for: name) {
        isWanted = { event in event.has(key) }
        needed?.append(key)
      } else {
        needed = nil
      }
      entries.append(Entry(projection: place, step: step, isWanted: isWanted))
    }
    needs.append(needed.map(CorrelationKey.reach))
    lists.append(start..<entries.count)
    isReserved.append(name.map(ReservedName.isReserved) ?? false)
    hits.append(0)
  }
}
