import { useSession } from '@kairan/ui'
import { DelegatesPart } from './delegates.tsx'
import { PhotoPart } from './photo.tsx'
import { WorkingHoursPart } from './working-hours.tsx'

/** One's part of the settings that is about oneself: photo, working hours, and who acts for one. */
export default function OwnSettings() {
  const { person } = useSession()
  return (
    <>
      <PhotoPart />
      <WorkingHoursPart person={person.id} isOwn />
      <DelegatesPart person={person.id} isOwn />
    </>
  )
}
