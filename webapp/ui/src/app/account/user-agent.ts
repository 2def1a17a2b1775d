export interface Browser {
  browser: string | undefined
  system: string | undefined
  phone: boolean
}

/** What a person would call the browser and the machine; nothing more is read from it. */
export function browserOf(userAgent: string): Browser {
  const browser = /Edg(?:A|iOS)?\//.test(userAgent)
    ? 'Edge'
    : /Firefox\/|FxiOS\//.test(userAgent)
      ? 'Firefox'
      : /Chrome\/|CriOS\//.test(userAgent)
        ? 'Chrome'
        : /Safari\//.test(userAgent)
          ? 'Safari'
          : undefined
  const system = /iPhone/.test(userAgent)
    ? 'iPhone'
    : /iPad/.test(userAgent)
      ? 'iPad'
      : /Android/.test(userAgent)
        ? 'Android'
        : /Windows/.test(userAgent)
          ? 'Windows'
          : /Mac OS X/.test(userAgent)
            ? 'Mac'
            : /Linux/.test(userAgent)
              ? 'Linux'
              : undefined
  return { browser, system, phone: /Mobile|iPhone/.test(userAgent) }
}
