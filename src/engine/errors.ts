import { EnvironmentError, type UserErrorOptions } from "../core/errors.ts";

type Options = Omit<UserErrorOptions, "exitCode">;

/** The container, network, volume or image is not (or no longer) on the engine. */
export class NotFoundError extends EnvironmentError {
  constructor(message: string, options: Options = {}) {
    super(message, options);
    this.name = "NotFoundError";
  }
}

/** A port that was to be published on the host belongs to another program. */
export class PortTakenError extends EnvironmentError {
  /** 0 when the engine did not name it. */
  readonly port: number;

  constructor(port: number, options: Options = {}) {
    super(port === 0 ? "a port is taken by another program" : `port ${port} is taken by another program`, options);
    this.name = "PortTakenError";
    this.port = port;
  }
}

/** The subnet asked for overlaps one that the engine uses already. */
export class SubnetTakenError extends EnvironmentError {
  constructor(message: string, options: Options = {}) {
    super(message, options);
    this.name = "SubnetTakenError";
  }
}
