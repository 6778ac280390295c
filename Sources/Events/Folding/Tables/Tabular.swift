/// A projection that says how its answer looks to people: in tables, with units and bars.
///
/// ```swift
/// extension ToolCalls: Tabular {
///   func page(of state: State) -> ReportPage {
///     var page = ReportPage()
///     page.add(
///       heading: "calls of tools",
///       .table(
///         ReportPage.Table(
///           of: state.calls.sorted { $0.key < $1.key },
///           .text("tool") { $0.key }, .count("calls") { $0.value.count },
///           .seconds("mean") { $0.value.mean_s })))
///     return page
///   }
/// }
/// ```
///
/// `tlm replay` shows the page; programs get the report, or the state of a projection that has
/// none. A projection that does not say how is shown to people as the same JSON.
public protocol Tabular: Projection {
  /// What people are shown of a state. Nothing that is not in the state, in a fixed order.
  func page(of state: State) -> ReportPage

  /// The same for a projection whose answer depends on the time at which it is asked for.
  ///
  /// - Parameters:
  ///   - state: what the fold came to.
  ///   - clock: what the clock of the log shows where the fold ended; nil where it has shown nothing
  ///     yet.
  func page(of state: State, at clock: Timestamp?) -> ReportPage
}

extension Tabular {
  /// The page that does not depend on the time.
  public func page(of state: State, at clock: Timestamp?) -> ReportPage { page(of: state) }
}
