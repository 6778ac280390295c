public import Journal
public import Telemetry

extension Emitter {
  /// An emitter that behaves as `tlm emit` does: into the store that it finds, by what is set in the
  /// user's and the store's files and in the environment.
  ///
  /// ```swift
  /// import Emitting
  /// import Telemetry
  ///
  /// let telemetry = Emitter.configured(tool: "backup")
  /// ```
  /// A mistake in a file of settings does not stop a program: what is built in holds then, and the
  /// mistake is told on standard error where that is a terminal or `TLM_DEBUG` is set.
  ///
  /// - Parameters:
  ///   - tool: the name of the program, told with each event.
  ///   - location: the store; without one, as `StoreLocation.resolve` finds it.
  ///   - delivery: when events are written.
  public static func configured(
    tool: String? = nil, into location: StoreLocation? = nil, delivery: Delivery = .immediate
  ) -> Emitter {
    let location = location ?? .resolve(option: nil)
    var options = ProgramSettings(at: location).options
    options.delivery = delivery
    return Emitter(into: location, tool: tool, options: options)
  }
}
