/// The values that will do for one key.
struct KeyCondition: Sendable, Equatable {
  let key: CorrelationKey
  var values: [String]
}

extension Filter {
  /// The values that will do for a key that ties events together; empty: any, or none at all.
  public subscript(key: CorrelationKey) -> [String] {
    get { keyed.first { $0.key == key }?.values ?? [] }
    set {
      let number = key.canonical.rawValue
      let place =
        keyed.firstIndex { $0.key.canonical.rawValue >= number } ?? keyed.endIndex
      let isThere = place < keyed.endIndex && keyed[place].key == key
      if newValue.isEmpty {
        if isThere { keyed.remove(at: place) }
      } else if isThere {
        keyed[place].values = newValue
      } else {
        keyed.insert(KeyCondition(key: key, values: newValue), at: place)
      }
    }
  }

  /// Programs that emitted the events.
  public var tools: [String] {
    get { self[.tool] }
    set { self[.tool] = newValue }
  }
  /// Parts of those programs.
  public var components: [String] {
    get { self[.component] }
    set { self[.component] = newValue }
  }
  /// Projects that the events are about.
  public var projects: [String] {
    get { self[.project] }
    set { self[.project] = newValue }
  }
  /// Issues that the events are about.
  public var issueIDs: [String] {
    get { self[.issue] }
    set { self[.issue] = newValue }
  }
  /// Sessions of users and agents.
  public var sessionIDs: [String] {
    get { self[.session] }
    set { self[.session] = newValue }
  }
  /// Traces that the events belong to.
  public var traceIDs: [String] {
    get { self[.trace] }
    set { self[.trace] = newValue }
  }
  /// Runs of jobs.
  public var runIDs: [String] {
    get { self[.run] }
    set { self[.run] = newValue }
  }
  /// Streams that conditional appends number.
  public var streams: [String] {
    get { self[.stream] }
    set { self[.stream] = newValue }
  }
  /// Ids of the events themselves.
  public var eventIDs: [String] {
    get { self[.eventID] }
    set { self[.eventID] = newValue }
  }
  /// Keys under which an event was appended at most once.
  public var idempotencyKeys: [String] {
    get { self[.idempotencyKey] }
    set { self[.idempotencyKey] = newValue }
  }
}
