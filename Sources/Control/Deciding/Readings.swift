public import Events
public import Sensors

extension Policy {
  /// Sensors that can be asked what they say at a time.
  public protocol Readings {
    /// The answer at `time`: the same for the same events, whoever asks and however often.
    ///
    /// Nil where there is no reading. A counter without events reads 0.
    ///
    /// - Parameters:
    ///   - question: one of a policy's questions.
    ///   - number: its place in `Policy.questions`, for who looks answers up by number.
    ///   - time: the instant at which is asked.
    func reading(_ question: SensorQuestion, number: Int, at time: Timestamp) -> SensorReading?
  }
}
