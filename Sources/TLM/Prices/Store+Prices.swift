package import Projections
import SystemCalls

extension PriceTable {
  /// The prices that hold for a user: those of a file that they name, those under `prices` in the
  /// configuration, those of the `prices.yaml` in their own configuration, those that come with tlm; the
  /// first that fit a model count.
  ///
  /// - Parameters:
  ///   - path: a file of prices; nil: none.
  ///   - store: whose configuration holds.
  /// - Throws: `ConfigurationError` with every mistake; `JournalError` where a file cannot be read.
  package static func forUser(
    naming path: String? = nil, in store: Store
  ) throws -> PriceTable {
    let table = PriceTable.shipped.preceded(by: try own(in: store))
    guard let path else { return table }
    guard FileReplay.isPlainFile(path) else {
      let isFolder = ((try? FileStatus.of(path)) ?? nil)?.isFolder ?? false
      throw JournalError(
        .system,
        isFolder
          ? "\(path) is a folder; name a file of prices" : "there is no file \(path) of prices")
    }
    let named = ConfigurationFile(path)
    return table.preceded(by: try PriceFile.prices(in: named.contents().bytes, file: path))
  }

  /// A user's own file.
  package static var userFile: String { StoreLocation.userConfiguration() + "/prices.yaml" }

  /// Those that come before the prices that come with tlm.
  ///
  /// - Throws: as `forUser`.
  static func own(in store: Store) throws -> [Price] {
    let file = ConfigurationFile(userFile)
    return try configured(in: store)
      + PriceFile.prices(in: file.contents().bytes, file: file.path)
  }

  /// Those under `prices` in the file that counts: the store's, else the user's. Whatever else stands in
  /// these files is no reason to know no prices.
  private static func configured(in store: Store) throws -> [Price] {
    for file in [store.configuration, store.userConfiguration] {
      guard case .mapping(let entries) = try file.root().content,
        entries.contains(where: { $0.key == "prices" })
      else { continue }
      return try PriceFile.prices(
        in: file.contents().bytes, setting: "prices", file: file.path)
    }
    return []
  }
}

extension Store {
  /// What the work of agents came to, by all that the log tells of it.
  ///
  /// - Parameter question: which part of it, by which clock, at which prices.
  /// - Throws: as `rows`.
  package func usage(_ question: UsageQuestion = UsageQuestion()) throws -> UsageAnswer {
    try rows(of: AgentUsage()).answer {
      UsageAnswer(sumsOf: $0, question) ?? UsageAnswer(of: $0, question)
    }
  }
}
