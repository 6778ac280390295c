extension ControlLoop {
  /// How far the effects of rules may reach.
  ///
  /// A rules file that was found in a folder is not to be trusted with more than the store that it
  /// was found with: whoever clones a folder has not read what its rules run.
  public enum EffectReach: String, Sendable, Hashable, CaseIterable {
    /// Effects are neither run nor recorded.
    case nothing
    /// Events are emitted into the store and a notice is only told; a program or an address is
    /// recorded as refused, once, and never run.
    case store
    /// Programs are run, addresses posted to, and notices shown by the desktop.
    case everything
  }
}
