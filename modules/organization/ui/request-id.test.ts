import { expect, it } from 'vitest'
import { requestId } from './request-id.ts'

it('is a random UUID of version 4', () => {
  expect(requestId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(requestId()).not.toBe(requestId())
})
