extension Rules {
  /// Where rules come from, which decides how far their effects may reach.
  ///
  /// What came with a folder acts on nothing outside of the store: anybody could have put it there.
  public enum Source: Sendable, Hashable {
    /// A file that a person named.
    case named(String)
    /// `rules.yaml` in the store's folder.
    case store(String)
    /// `rules.yaml` in the user's own configuration.
    case user(String)
    /// The rules that ship.
    case shipped

    /// The file; nil for the rules that ship.
    public var path: String? {
      switch self {
      case .named(let path), .store(let path), .user(let path): path
      case .shipped: nil
      }
    }

    /// Which effects of these rules may happen.
    public var reach: ControlLoop.EffectReach {
      switch self {
      case .store: .store
      case .named, .user, .shipped: .everything
      }
    }

    /// `named`, `store`, `user` or `shipped`, for programs.
    public var word: String {
      switch self {
      case .named: "named"
      case .store: "store"
      case .user: "user"
      case .shipped: "shipped"
      }
    }
  }
}
