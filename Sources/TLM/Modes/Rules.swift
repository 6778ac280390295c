import SystemCalls

/// A policy, and where it comes from.
///
/// ```swift
/// let rules = try store.rules()
/// print(rules.source.word, rules.policy.modes.map(\.name))
/// ```
public struct Rules: Sendable {
  /// What the rules say.
  public let policy: Policy
  /// Where they stand.
  public let source: Rules.Source
  /// Files that were passed over, and why, in sentences.
  public let remarks: [String]

  /// Rules that the caller has read.
  public init(_ policy: Policy, from source: Rules.Source, remarks: [String] = []) {
    self.policy = policy
    self.source = source
    self.remarks = remarks
  }

  /// The file that a person named, else `rules.yaml` in the store's folder, else
  /// `tlm/rules.yaml` in the user's configuration, else those that ship.
  ///
  /// A file that was not named counts only where it belongs to this user, and in a store its
  /// folder must, too; what is passed over for that is remarked.
  ///
  /// - Parameters:
  ///   - path: the file that was named.
  ///   - store: nil where there is none.
  ///   - sensors: those that conditions may name.
  /// - Throws: `ConfigurationError` with every mistake in the file that was found, for then nothing
  ///   is decided; `JournalError` where it cannot be read.
  public static func find(
    named path: String? = nil, in store: Store?, sensors: SensorDirectory
  ) throws -> Rules {
    if let path {
      let bytes = try contents(of: path)
      return Rules(try Policy(yaml: bytes, file: path, sensors: sensors), from: .named(path))
    }
    var remarks: [String] = []
    for source in RuleFile.places(of: store) {
      guard let path = source.path else { continue }
      switch try RuleFile.look(source) {
      case .absent: continue
      case .foreign(let remark): remarks.append(remark)
      case .bytes(let bytes):
        let policy = try Policy(yaml: bytes, file: path, sensors: sensors)
        return Rules(policy, from: source, remarks: remarks)
      }
    }
    return Rules(.standard, from: .shipped, remarks: remarks)
  }

  /// The bytes of a rule file that a person named, wherever a link leads.
  ///
  /// - Throws: `system` where there is none or it is no plain file, `readOnly` where it may not be
  ///   read.
  public static func contents(of path: String) throws(JournalError) -> [UInt8] {
    try RuleFile.named(path)
  }
}

extension Rules: Equatable {
  /// Whether both mean the same, and come from the same place.
  public static func == (left: Rules, right: Rules) -> Bool {
    left.source == right.source && left.policy.identity == right.policy.identity
      && left.remarks == right.remarks
  }
}

extension Store {
  /// The rules by which modes of this store are decided; conditions may name its own sensors.
  ///
  /// - Parameter path: a file that a person named; nil to look where rules usually stand.
  /// - Throws: as `Rules.find`, and as `sensorMetrics`.
  public func rules(named path: String? = nil) throws -> Rules {
    try Rules.find(named: path, in: self, sensors: sensorDirectory())
  }

  /// What rules must know of this store's sensors.
  ///
  /// - Throws: as `sensorMetrics`.
  public func sensorDirectory() throws -> SensorDirectory {
    SensorDirectory(of: try sensorMetrics().definitions)
  }
}

/// Files of rules, and whose they are.
enum RuleFile {
  /// What was found where rules may stand.
  enum Look {
    case absent
    /// Somebody else's, passed over.
    case foreign(String)
    case bytes([UInt8])
  }

  /// Where rules stand that nobody named, the first that is there counts.
  static func places(of store: Store?) -> [Rules.Source] {
    let own = Rules.Source.user(StoreLocation.userConfiguration() + "/rules.yaml")
    guard let store else { return [own] }
    return [.store(store.log.layout.rules), own]
  }

  /// The file that a person named, wherever it leads.
  static func named(_ path: String) throws(JournalError) -> [UInt8] {
    guard let (bytes, _) = try contents(of: path, .anything) else {
      throw JournalError(.system, "there is no file \(path)")
    }
    return bytes
  }

  static func look(_ source: Rules.Source) throws(JournalError) -> Look {
    switch source {
    case .store(let path): try look(inStore: path)
    case .user(let path): try look(inConfiguration: path)
    case .named(let path): .bytes(try named(path))
    case .shipped: .absent
    }
  }

  private static func look(inStore path: String) throws(JournalError) -> Look {
    let name = try journaled { () throws(SystemError) in try FileStatus.ofName(path) }
    guard let name else { return .absent }
    let folder = String(path.dropLast("/rules.yaml".count))
    let root = try journaled { () throws(SystemError) in try FileStatus.of(folder) }
    guard root?.owner == OwnProcess.user, name.owner == OwnProcess.user else {
      return .foreign(foreign(path, "the store's"))
    }
    guard name.isRegular else {
      throw JournalError(
        .system,
        "\(path) is a link or no file; a store's files are its own: name the rules with --rules")
    }
    guard let (bytes, owner) = try contents(of: path, .file) else { return .absent }
    return owner == OwnProcess.user ? .bytes(bytes) : .foreign(foreign(path, "the store's"))
  }

  /// A user's own configuration may be kept elsewhere and linked to.
  private static func look(inConfiguration path: String) throws(JournalError) -> Look {
    guard let (bytes, owner) = try contents(of: path, .anything) else { return .absent }
    return owner == OwnProcess.user || owner == 0
      ? .bytes(bytes) : .foreign(foreign(path, "your configuration's"))
  }

  private static func foreign(_ path: String, _ whose: String) -> String {
    "\(path) belongs to another user, so \(whose) rules are not read; name them with --rules"
  }

  private static func contents(
    of path: String, _ kind: Descriptor.Kind
  ) throws(JournalError) -> (bytes: [UInt8], owner: UInt32)? {
    do throws(SystemError) {
      // Opening a pipe would wait for whoever writes into it.
      guard let status = try FileStatus.of(path) else { return nil }
      guard status.isRegular else { throw SystemError(.open, path, ErrorNumber.invalid) }
      let file = try Descriptor.open(path, .read, kind: kind)
      let opened = try file.status()
      return (try file.bytes(at: 0, count: min(limit, Int(opened.size))), opened.owner)
    } catch {
      if error.number == ErrorNumber.noEntry { return nil }
      if error.number == ErrorNumber.invalid {
        throw JournalError(.system, "\(path) is no plain file")
      }
      throw JournalError(error)
    }
  }

  /// More than any rule file may have, so that one that is too long is refused and not cut.
  private static let limit = 1 << 24
}
