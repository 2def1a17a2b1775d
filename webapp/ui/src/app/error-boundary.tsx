import { Component, type ReactNode } from 'react'

interface Props {
  /** What is shown instead; `retry` tries the children again. */
  fallback: (retry: () => void, error: unknown) => ReactNode
  /** Another value tries again by itself: the path, say. */
  resetKey?: string
  children: ReactNode
}

interface State {
  error: unknown
  failed: boolean
  resetKey: string | undefined
}

/** Keeps what goes wrong in a part from taking down the whole. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, failed: false, resetKey: this.props.resetKey }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error, failed: true }
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { resetKey: props.resetKey, failed: false, error: undefined }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return this.props.fallback(() => this.setState({ failed: false, error: undefined }), this.state.error)
  }
}
