import SystemCalls

extension Store {
  /// A machine, and the store as far as that one's events are concerned.
  package struct Machine: Sendable {
    /// As it calls itself; where nobody knows, the beginning of its store's id.
    package let name: String
    package let store: Store
  }

  /// The machines whose events are here, this one's, too; none where no relay ever pulled.
  ///
  /// - Throws: `JournalError` where the log cannot be read.
  package func machineNames() throws(JournalError) -> [String] {
    guard log.hasPulled else { return [] }
    var all = self
    all.origins = []
    return try all.machines().map(\.name)
  }

  /// The machines whose events are looked at: this one, and those whose stores a relay pulled.
  ///
  /// What is asked of one is answered by its lines alone, as its own log would answer it.
  ///
  /// - Throws: `JournalError` where the log cannot be read.
  package func machines() throws(JournalError) -> [Machine] {
    let chosen = origins.isEmpty ? nil : try log.choice(ofOrigins: origins)
    var stores = try log.origins()
    if let own = try log.readIdentity() {
      stores.append(LineOrigin(id: own.id, host: ProcessSystem.hostName, store: ""))
    }
    var ids: [String: [String]] = [:]
    for store in stores where chosen?.ids.contains(store.id) ?? true {
      let name = store.host.isEmpty ? String(store.id.prefix(12)) : store.host
      ids[name, default: []].append(store.id)
    }
    var machines: [Machine] = []
    for (name, ids) in ids.sorted(by: { $0.key < $1.key }) {
      machines.append(Machine(name: name, store: try only(of: ids)))
    }
    return machines
  }
}
