/// Does something again and again until it says that all is done; what is done takes its own time.
///
/// - Returns: whether it said so within the time.
@discardableResult
package func repeated(within seconds: Double = 30, until isDone: () throws -> Bool) rethrows -> Bool
{
  let start = ContinuousClock.now
  while ContinuousClock.now - start < .seconds(seconds) {
    if try isDone() { return true }
  }
  return false
}
